// SPDX-License-Identifier: EPL-2.0

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * Gathers the jars of the command line in one folder: our bundles as built, and libraries.txt in the versions of the target platform.
 *
 * <p>Signatures are left out of the copies: Java's class data sharing, which makes the command start twice as fast, refuses signed jars.
 *
 * <p>Run as a source file: {@code java StageCommandLine.java ROOT FOLDER}.
 */
public final class StageCommandLine {

	private static final List<String> BUNDLES = List.of("org.nvmx.acrn", "org.nvmx.cli", "org.nvmx.dsl", "org.nvmx.dsl.ide", "org.nvmx.generator",
			"org.nvmx.hypervisor", "org.nvmx.model", "org.nvmx.target");
	private static final String VERSION = "0.1.0-SNAPSHOT";

	public static void main(String[] arguments) throws IOException, ParserConfigurationException, SAXException {
		Path root = Path.of(arguments[0]);
		Path folder = Files.createDirectories(Path.of(arguments[1]));
		for (String bundle : BUNDLES) {
			String jar = bundle + "-" + VERSION + ".jar";
			copyWithoutSignature(root.resolve("bundles").resolve(bundle).resolve("target").resolve(jar), folder.resolve(jar));
		}
		Path repository = Path.of(Files.readString(root.resolve("bundles/org.nvmx.cli/target/local-repository.txt")).strip());
		Map<String, String> versions = versions(root.resolve("releng/org.nvmx.platform/org.nvmx.platform.target"));
		for (String library : libraries(root.resolve("releng/cli/libraries.txt"))) {
			String version = versions.get(library);
			if (version == null) {
				throw new IOException("the target platform has no " + library);
			}
			String group = library.substring(0, library.indexOf(':'));
			String artifact = library.substring(library.indexOf(':') + 1);
			String jar = artifact + "-" + version + ".jar";
			copyWithoutSignature(repository.resolve(group.replace('.', '/')).resolve(artifact).resolve(version).resolve(jar), folder.resolve(jar));
		}
	}

	private static List<String> libraries(Path list) throws IOException {
		try (Stream<String> lines = Files.lines(list)) {
			return lines.map(String::strip).filter(line -> !line.isEmpty() && !line.startsWith("#")).toList();
		}
	}

	/** @return version by group:artifact */
	private static Map<String, String> versions(Path target) throws IOException, ParserConfigurationException, SAXException {
		NodeList dependencies = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(target.toFile()).getElementsByTagName("dependency");
		Map<String, String> versions = new TreeMap<>();
		for (int i = 0; i < dependencies.getLength(); i++) {
			Element dependency = (Element) dependencies.item(i);
			versions.put(text(dependency, "groupId") + ":" + text(dependency, "artifactId"), text(dependency, "version"));
		}
		return versions;
	}

	private static String text(Element dependency, String name) {
		return dependency.getElementsByTagName(name).item(0).getTextContent().strip();
	}

	private static void copyWithoutSignature(Path from, Path to) throws IOException {
		try (JarFile jar = new JarFile(from.toFile(), false); JarOutputStream copy = new JarOutputStream(Files.newOutputStream(to))) {
			for (JarEntry entry : (Iterable<JarEntry>) jar.stream()::iterator) {
				if (!entry.getName().matches("META-INF/[^/]+\\.(SF|RSA|DSA|EC)")) {
					JarEntry copied = new JarEntry(entry.getName());
					copied.setTime(entry.getTime());
					copy.putNextEntry(copied);
					jar.getInputStream(entry).transferTo(copy);
					copy.closeEntry();
				}
			}
		}
	}
}
