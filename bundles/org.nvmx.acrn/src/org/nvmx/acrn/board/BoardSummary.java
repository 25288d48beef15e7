// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.board;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

import org.nvmx.acrn.text.TextTable;
import org.nvmx.model.board.Board;
import org.nvmx.model.board.CoreType;
import org.nvmx.model.board.Cpu;
import org.nvmx.model.board.PciDevice;
import org.nvmx.model.board.SerialPort;
import org.nvmx.model.quantity.ByteSize;

/** A board in words, for the shell and for hovers: only what the file tells, nothing invented for what it does not. */
public final class BoardSummary {

	private final Board board;

	private BoardSummary(Board board) {
		this.board = board;
	}

	/** @return several lines, each ended, columns aligned */
	public static String of(Board board) {
		return new BoardSummary(board).text();
	}

	/** @return such as {@code CPU 4: E core, APIC id 0x10, die 0, core 8} */
	public static String of(Cpu cpu) {
		String text = "CPU " + cpu.getCpuId() + ": " + (cpu.getCoreType() == CoreType.UNKNOWN ? "" : cpu.getCoreType() + " core, ")
				+ (cpu.getApicId() == null ? "APIC id not known" : "APIC id " + cpu.getApicId());
		return text + (cpu.getDieId() < 0 ? "" : ", die " + cpu.getDieId()) + (cpu.getCoreId() < 0 ? "" : ", core " + cpu.getCoreId());
	}

	/** @return such as {@code 00:1f.3 Audio device: ... (8086:9dc8), MSI 1} */
	public static String of(PciDevice device) {
		return device.getAddress() + " " + Objects.toString(device.getDescription(), "no description") + ids(device, " (", ")")
				+ (interrupts(device).isEmpty() ? "" : ", " + interrupts(device));
	}

	/** @return such as {@code /dev/ttyS0: portio 0x3f8, IRQ 4} */
	public static String of(SerialPort port) {
		return port.getPath() + ": " + port.getType() + (port.getBase() == null ? "" : " " + port.getBase())
				+ (port.getIrq() < 0 ? "" : ", IRQ " + port.getIrq()) + (port.getPciAddress() == null ? "" : ", PCI " + port.getPciAddress());
	}

	private String text() {
		StringBuilder text = new StringBuilder("board " + Objects.toString(board.getName(), "without a name") + "\n");
		text.append(machine().toText("  "));
		section(text, "CPUs", cpus());
		section(text, "caches", new CacheTable(board.getCaches()).table());
		section(text, "memory", memory());
		section(text, "serial ports", serialPorts());
		section(text, "PCI devices", devices());
		section(text, "partitions", partitions());
		return text.toString();
	}

	private static void section(StringBuilder text, String title, TextTable table) {
		if (!table.isEmpty()) {
			text.append('\n').append(title).append('\n').append(table.toText("  "));
		}
	}

	private TextTable machine() {
		TextTable table = new TextTable();
		board.getProcessorModels().stream().filter(model -> model.getDescription() != null)
				.forEach(model -> table.row("processor", model.getDescription()));
		if (board.getMainBoard() != null) {
			table.row("main board", board.getMainBoard());
		}
		if (board.getFirmware() != null) {
			table.row("firmware", board.getFirmware());
		}
		long units = board.getRemappingUnits().size();
		table.row("DMA remapping", units == 0 ? "none (VT-d is off or absent)" : units + (units == 1 ? " unit" : " units"));
		if (!board.getAvailableIrqs().isEmpty()) {
			table.row("free interrupts", NumberRanges.of(board.getAvailableIrqs()));
		}
		board.getIoapics().forEach(ioapic -> table.row("I/O APIC " + ioapic.getIoapicId(),
				"interrupts " + ioapic.getGsiBase() + " to " + (ioapic.getGsiBase() + ioapic.getGsiNumber() - 1)
						+ (ioapic.getAddress() == null ? "" : " at " + ioapic.getAddress())));
		if (board.getTpm() != null) {
			table.row("TPM", "2.0");
		}
		return table;
	}

	private TextTable cpus() {
		TextTable table = new TextTable();
		if (board.getCpus().isEmpty()) {
			return table;
		}
		boolean hybrid = board.getCpus().stream().anyMatch(cpu -> cpu.getCoreType() != CoreType.UNKNOWN);
		table.row(line("CPU", hybrid ? "type" : null, "APIC id", "die", "core"));
		for (Cpu cpu : board.getCpus()) {
			String type = cpu.getCoreType() == CoreType.UNKNOWN ? "" : cpu.getCoreType().getLiteral();
			table.row(line(cpu.getCpuId(), hybrid ? type : null, Objects.toString(cpu.getApicId(), "?"), number(cpu.getDieId()), number(cpu.getCoreId())));
		}
		return table;
	}

	/** Leaves out the columns that are null. */
	private static Object[] line(Object... cells) {
		return Arrays.stream(cells).filter(Objects::nonNull).toArray();
	}

	private static String number(int value) {
		return value < 0 ? "?" : String.valueOf(value);
	}

	private TextTable memory() {
		TextTable table = new TextTable();
		long sum = board.getMemory().stream().filter(range -> range.getName() == null).mapToLong(range -> range.getRange().size()).sum();
		if (sum > 0) {
			table.row("RAM", mebibytes(sum));
		}
		if (board.getTotalMemory() != null) {
			table.row("usable", mebibytes(board.getTotalMemory().bytes()));
		}
		board.getMemory().forEach(range -> table.row(Objects.toString(range.getName(), "RAM"), ByteSize.ofBytes(Math.max(0, range.getRange().size())), range.getRange()));
		return table;
	}

	private static String mebibytes(long bytes) {
		return (bytes >> 20) + " MiB";
	}

	private TextTable serialPorts() {
		TextTable table = new TextTable();
		board.getSerialPorts().forEach(port -> table.row(port.getPath(), port.getType(), port.getBase(), port.getIrq() < 0 ? "" : "IRQ " + port.getIrq(),
				port.getPciAddress()));
		return table;
	}

	private TextTable devices() {
		TextTable table = new TextTable();
		devices(board.getPciDevices(), table);
		return table;
	}

	private static void devices(List<PciDevice> devices, TextTable table) {
		for (PciDevice device : devices) {
			table.row(device.getAddress(), ids(device, "", ""), interrupts(device), device.getDescription());
			devices(device.getChildren(), table);
		}
	}

	private static String ids(PciDevice device, String before, String after) {
		return device.getVendorId() < 0 ? "" : String.format("%s%04x:%04x%s", before, device.getVendorId(), device.getDeviceId() & 0xffff, after);
	}

	private static String interrupts(PciDevice device) {
		String msi = device.getMsiVectors() == 0 ? "" : "MSI " + device.getMsiVectors();
		String msix = device.getMsixVectors() == 0 ? "" : "MSI-X " + device.getMsixVectors();
		return List.of(msi, msix).stream().filter(text -> !text.isEmpty()).collect(Collectors.joining(", "));
	}

	private TextTable partitions() {
		TextTable table = new TextTable();
		board.getBlockDevices().forEach(device -> table.row(device.getPath(), device.getType()));
		return table;
	}
}
