// SPDX-License-Identifier: EPL-2.0
package org.nvmx.robustness;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.eclipse.core.runtime.FileLocator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nvmx.cli.Main;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;

/** Files that were made to do harm: {@code nvmx check} of all of them in a virtual machine with little memory. */
class HostileFilesTest {

	private static final String MEMORY = "-Xmx256m";
	private static final int MINUTES = 5;
	private static final int LONGEST_OUTPUT = 100_000;
	private static final int MEBIBYTE = 1 << 20;
	private static final String SCENARIO = "<acrn-config board=\"b\" scenario=\"s\"><hv/><vm id=\"0\"><name>ä</name></vm></acrn-config>";
	private static final String DECLARED = "<?xml version=\"1.0\" encoding=\"%s\"?>";

	@TempDir
	private Path folder;

	/** The code that is expected first by the name of the file; * is any answer of who could read the file. */
	private final Map<String, String> expected = new LinkedHashMap<>();

	/** Expect: each file has its answer, nothing is fetched, nobody runs out of memory, and no message is endless. */
	@Test
	void eachFileIsAnsweredInBoundedMemory() throws Exception {
		try (ServerSocket listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
			Path secret = Files.writeString(folder.resolve("secret.txt"), "hush-hush");
			documentTypes("http://127.0.0.1:" + listener.getLocalPort() + "/x", secret.toUri().toString());
			sizes();
			encodings();
			forms();
			scenarios();
			List<String> output = check();
			String all = String.join("\n", output);
			assertTrue(all.length() < LONGEST_OUTPUT, () -> all.length() + " letters of output");
			assertTrue(!all.contains("hush-hush"), all);
			for (Map.Entry<String, String> file : expected.entrySet()) {
				List<String> codes = output.stream().filter(line -> line.startsWith(folder.resolve(file.getKey()) + ":"))
						.map(line -> line.replaceAll(".*\\[(NVMX\\d{4})\\]$", "$1")).toList();
				boolean read = codes.stream().noneMatch(code -> code.startsWith("NVMX060") || code.startsWith("NVMX001"));
				assertTrue(file.getValue().equals("*") ? read : codes.equals(List.of(file.getValue())), () -> file.getKey() + ": expected " + file.getValue() + ", got " + codes + "\n" + all);
			}
			listener.setSoTimeout(1);
			try {
				listener.accept();
				throw new AssertionError("something was fetched");
			} catch (SocketTimeoutException nobody) {
				assertTrue(expected.size() > 30, "too few files are checked");
			}
		}
	}

	private void documentTypes(String address, String file) throws IOException {
		text("external-entity.xml", "NVMX0602", "<!DOCTYPE a [<!ENTITY e SYSTEM \"" + file + "\">]><acrn-config><hv/>&e;</acrn-config>");
		text("external-subset.xml", "NVMX0602", "<!DOCTYPE acrn-config SYSTEM \"" + address + "\">" + SCENARIO);
		text("parameter-entity.xml", "NVMX0602", "<!DOCTYPE a [<!ENTITY % p SYSTEM \"" + address + "\"> %p;]>" + SCENARIO);
		text("schema-location.xml", "*", SCENARIO.replace("board", "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:noNamespaceSchemaLocation=\"" + address + "\" board"));
		text("include.xml", "*", SCENARIO.replace("<hv/>", "<hv/><xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\"" + address + "\"/>"));
		text("stylesheet.xml", "*", "<?xml-stylesheet href=\"" + address + "\"?>" + SCENARIO);
		text("billion-laughs.xml", "NVMX0602", "<!DOCTYPE l [<!ENTITY l0 \"lol\">" + IntStream.range(1, 10)
				.mapToObj(i -> "<!ENTITY l" + i + " \"" + ("&l" + (i - 1) + ";").repeat(10) + "\">").collect(Collectors.joining()) + "]><acrn-config>&l9;</acrn-config>");
		text("quadratic-blow-up.xml", "NVMX0602", "<!DOCTYPE a [<!ENTITY a \"" + "a".repeat(MEBIBYTE) + "\">]><acrn-config>" + "&a;".repeat(MEBIBYTE) + "</acrn-config>");
		text("unknown-entity.xml", "NVMX0601", SCENARIO.replace("ä", "&nbsp;"));
	}

	private void sizes() throws IOException {
		large("100-mb.xml", "NVMX0603", "<acrn-config><hv/>", "<vm/>", 100 * MEBIBYTE);
		large("deep.xml", "NVMX0603", "", "<vm>", 4_000_000);
		large("elements.xml", "NVMX0603", "<acrn-config><hv/>", "<vm/>", 15 * MEBIBYTE);
		large("comments.xml", "NVMX0603", "<acrn-config>", "<!---->", 15 * MEBIBYTE);
		large("lines.xml", "NVMX0601", "<acrn-config>", "\n", 15 * MEBIBYTE);
		large("ampersands.xml", "NVMX0601", "<acrn-config>", "&", 15 * MEBIBYTE);
		text("attributes.xml", "NVMX0603", "<acrn-config " + IntStream.range(0, 600_000).mapToObj(i -> "a" + i + "=''").collect(Collectors.joining(" ")) + "/>");
		text("huge-text.xml", "*", SCENARIO.replace("ä", "t".repeat(15 * MEBIBYTE)));
		text("huge-name.xml", "NVMX0601", "<" + "n".repeat(15 * MEBIBYTE) + "></x>");
		text("huge-unknown.xml", "*", SCENARIO.replace("<hv/>", "<hv><" + "n".repeat(MEBIBYTE) + "/></hv>"));
		text("huge-attribute.xml", "*", SCENARIO.replace("\"s\"", "\"" + "s".repeat(15 * MEBIBYTE) + "\""));
	}

	private void encodings() throws IOException {
		bytes("utf-16le.xml", "*", "\uFEFF" + SCENARIO, UTF_16LE);
		bytes("utf-16be.xml", "*", "\uFEFF" + SCENARIO, UTF_16BE);
		bytes("utf-16-without-mark.xml", "NVMX0604", SCENARIO, UTF_16LE);
		bytes("latin-1-declared.xml", "*", DECLARED.formatted("ISO-8859-1") + SCENARIO, ISO_8859_1);
		bytes("latin-1-undeclared.xml", "NVMX0604", SCENARIO, ISO_8859_1);
		bytes("utf-16-declared-only.xml", "NVMX0604", DECLARED.formatted("UTF-16") + SCENARIO, UTF_8);
		bytes("utf-7.xml", "NVMX0604", DECLARED.formatted("UTF-7") + "+ADw-acrn-config/>", UTF_8);
		bytes("no-encoding.xml", "NVMX0604", DECLARED.formatted("no-such-thing") + SCENARIO, UTF_8);
		Files.write(file("half-a-letter.xml", "NVMX0604"), new byte[] { '<', 'a', '>', (byte) 0xc3 });
		Files.write(file("odd-utf-16.xml", "NVMX0604"), new byte[] { (byte) 0xff, (byte) 0xfe, '<', 0, 'a' });
	}

	private void forms() throws IOException {
		text("empty.xml", "NVMX0601", "");
		text("truncated.xml", "NVMX0601", SCENARIO.substring(0, SCENARIO.length() / 2));
		text("nul.xml", "NVMX0601", SCENARIO.replace("ä", "\u0000"));
		text("cr-lf.xml", "*", SCENARIO.replace("><", ">\r\n<"));
		text("cr.xml", "*", SCENARIO.replace("><", ">\r<"));
		// A board's texts are another format, read from within.
		String blob = "\t00:00.0 Host bridge: a\n\tRegion 0: Memory at " + "f".repeat(MEBIBYTE) + " (64-bit) [size=99999999999G]\n";
		text("board-blob.xml", "*", "<acrn-config board=\"b\"><BIOS_INFO>x</BIOS_INFO><PCI_DEVICE>" + blob.repeat(4) + "</PCI_DEVICE><PCI_VID_PID>" + "00:00.0 ".repeat(MEBIBYTE / 4)
				+ "</PCI_VID_PID><IOMEM_INFO>" + "0-ffffffffffffffffffff : System RAM\n".repeat(100_000) + "</IOMEM_INFO><CPU_PROCESSOR_INFO>" + "0, ".repeat(MEBIBYTE / 2) + "</CPU_PROCESSOR_INFO></acrn-config>");
	}

	private void scenarios() throws IOException {
		large("100-mb.nvmx", "NVMX0012", "scenario s\n", "// a comment\n", 100 * MEBIBYTE);
		bytes("utf-16.nvmx", "NVMX0011", "\uFEFFscenario s\n", UTF_16LE);
		bytes("latin-1.nvmx", "NVMX0011", "scenario \"ä\"\n", ISO_8859_1);
		text("nul.nvmx", "NVMX0011", "scenario \u0000");
	}

	private Path file(String name, String code) {
		expected.put(name, code);
		return folder.resolve(name);
	}

	private void text(String name, String code, String content) throws IOException {
		Files.writeString(file(name, code), content);
	}

	private void bytes(String name, String code, String content, Charset charset) throws IOException {
		Files.write(file(name, code), content.getBytes(charset));
	}

	private void large(String name, String code, String start, String part, int size) throws IOException {
		byte[] chunk = part.repeat(Math.max(1, 65_536 / part.length())).getBytes(UTF_8);
		try (OutputStream out = Files.newOutputStream(file(name, code))) {
			out.write(start.getBytes(UTF_8));
			for (int written = 0; written < size; written += chunk.length) {
				out.write(chunk);
			}
		}
	}

	/** @return the lines that the command prints */
	private List<String> check() throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), MEMORY, "-XX:+UseSerialGC", "-Dguice_bytecode_gen_option=DISABLED", "-cp", classPath(),
				Main.class.getName(), "check"));
		expected.keySet().forEach(name -> command.add(folder.resolve(name).toString()));
		Path output = folder.resolve("output");
		Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
		if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
			process.destroyForcibly();
			throw new AssertionError("nvmx check takes more than " + MINUTES + " minutes");
		}
		List<String> lines = Files.readAllLines(output);
		assertEquals(1, process.exitValue(), () -> "the exit code; " + lines.stream().limit(30).collect(Collectors.joining("\n")));
		return lines;
	}

	/** The child is a plain virtual machine: it gets all bundles of this one. */
	private static String classPath() {
		Bundle own = FrameworkUtil.getBundle(HostileFilesTest.class);
		if (own == null) {
			return System.getProperty("java.class.path");
		}
		// A location that the framework was started with may be relative to its own folder.
		Stream<File> bundles = Stream.of(own.getBundleContext().getBundles()).flatMap(bundle -> FileLocator.getBundleFileLocation(bundle).stream());
		return bundles.map(File::getAbsolutePath).distinct().collect(Collectors.joining(File.pathSeparator));
	}
}
