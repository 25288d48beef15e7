// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.board.internal;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.nvmx.acrn.board.BoardRule;
import org.nvmx.acrn.xml.XmlElement;
import org.nvmx.model.board.Board;
import org.nvmx.model.board.BoardFactory;
import org.nvmx.model.board.SerialPort;
import org.nvmx.model.board.SerialPortType;
import org.nvmx.model.quantity.PciAddress;

/** {@code TTYS_INFO}, and {@code device-classes/ttys} for ports that only it names. */
final class SerialPortPart {

	private static final int MAX_PORTS = 1024;
	private static final Pattern ITEM = Pattern.compile("(\\w+):(?:\"([^\"]*)\"|(\\S+))\\s*");
	private static final Pattern NUMBER = Pattern.compile("\\d{1,9}$");

	private final BoardParse parse;
	private final Map<String, SerialPort> ports = new TreeMap<>(Comparator.<String>comparingInt(SerialPortPart::number).thenComparing(Comparator.naturalOrder()));

	SerialPortPart(BoardParse parse) {
		this.parse = parse;
	}

	void read(Board board) {
		parse.lines("TTYS_INFO").forEach(this::line);
		parse.root().descendants("device-classes/ttys/serial").forEach(this::serial);
		board.getSerialPorts().addAll(ports.values());
		if (ports.isEmpty()) {
			parse.missing(BoardRule.NO_SERIAL_PORTS);
		}
	}

	private static int number(String path) {
		Matcher matcher = NUMBER.matcher(path);
		return matcher.find() ? Integer.parseInt(matcher.group()) : -1;
	}

	/** {@code seri:/dev/ttyS0 type:portio base:0x3F8 irq:4}, and for some {@code bdf:"0:1f.0"} and {@code width:4byte}. */
	private void line(TextLine line) {
		Map<String, Field> items = new LinkedHashMap<>();
		Matcher matcher = ITEM.matcher(line.text());
		int end = 0;
		while (matcher.find() && matcher.start() == end) {
			items.put(matcher.group(1), line.field(matcher.group(2) == null ? matcher.group(3) : matcher.group(2), matcher.group(1)));
			end = matcher.end();
		}
		if (end != line.text().length() || !items.containsKey("seri")) {
			parse.report(BoardRule.LINE_NOT_UNDERSTOOD, line.location(), line.blob(), BoardParse.shortened(line.text()));
			return;
		}
		if (ports.size() == MAX_PORTS) {
			parse.tooLarge(line.blob(), MAX_PORTS, line.location());
			return;
		}
		SerialPort port = parse.at(port(items.get("seri").text(), items.get("type")), line.location());
		Optional.ofNullable(items.get("base")).flatMap(parse::toAddress).ifPresent(port::setBase);
		port.setIrq(parse.toInt(Optional.ofNullable(items.get("irq")), -1));
		Optional.ofNullable(items.get("bdf")).flatMap(field -> parse.convert(field, "a PCI address such as 0:1f.0", PciAddress::valueOf))
				.ifPresent(port::setPciAddress);
		port.setRegisterWidth(items.containsKey("width") && items.get("width").text().equals("4byte") ? 4 : 1);
		ports.putIfAbsent(port.getPath(), port);
	}

	private SerialPort port(String path, Field type) {
		SerialPort port = BoardFactory.eINSTANCE.createSerialPort();
		port.setPath(path);
		port.setType(type == null ? SerialPortType.UNKNOWN : switch (type.text()) {
		case "portio" -> SerialPortType.PORT_IO;
		case "mmio" -> SerialPortType.MMIO;
		default -> SerialPortType.UNKNOWN;
		});
		return port;
	}

	/** The type here is the driver's, and 0 is a device file with no UART behind it. */
	private void serial(XmlElement element) {
		Optional<String> path = parse.text(element, "dev_path");
		boolean hasUart = !parse.text(element, "type").orElse("0").equals("0");
		if (path.isPresent() && hasUart && ports.size() < MAX_PORTS) {
			ports.computeIfAbsent(path.get(), unknown -> {
				SerialPort port = parse.at(port(unknown, null), element);
				parse.child(element, "base").flatMap(parse::toAddress).ifPresent(port::setBase);
				port.setIrq(parse.toInt(parse.child(element, "irq"), -1));
				return port;
			});
		}
	}
}
