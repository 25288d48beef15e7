// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.samples;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;

import org.nvmx.acrn.dialect.Dialect;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** A release's own schema, with its assertions (XSD 1.1), as judge over what is exported. */
public final class AcrnSchema {

	private static final Pattern INCLUDE = Pattern.compile("<xi:include href=\"([^\"]+)\"[^>]*/>");

	private static final Pattern APPLICABLE = Pattern.compile("(<xs:element name=\"\\w+\")([^>]*>\\s*<xs:annotation [^>]*applicable-vms)");

	private final Schema schema;

	public AcrnSchema(Dialect dialect) {
		try {
			SchemaFactory factory = SchemaFactory.newInstance("http://www.w3.org/XML/XMLSchema/v1.1",
					"org.apache.xerces.jaxp.validation.XMLSchema11Factory", new URLClassLoader(jars(), AcrnSchema.class.getClassLoader()));
			schema = factory.newSchema(new StreamSource(new StringReader(text(AcrnSamples.folder(dialect).resolve("schema")))));
		} catch (SAXException broken) {
			throw new AssertionError("the schema of " + dialect + " cannot be used", broken);
		}
	}

	/** @return what is wrong, a line each; empty for a valid document */
	public List<String> problems(String document) {
		List<String> problems = new ArrayList<>();
		Validator validator = schema.newValidator();
		validator.setErrorHandler(new Collector(problems));
		try {
			validator.validate(new StreamSource(new StringReader(document)));
		} catch (SAXException malformed) {
			problems.add(malformed.getMessage());
		} catch (IOException impossible) {
			throw new UncheckedIOException(impossible);
		}
		return problems;
	}

	/**
	 * The schema as ACRN's own validator reads it. That one (Python's) includes by XPointer, sees the whole document from an
	 * assertion's {@code //}, where the standard has no document above the element, and counts the underscore to {@code \w}.
	 * It cuts the schema into one for each kind of VM, in which options of other kinds are missing; here they are optional, and
	 * the project's own check says which apply.
	 */
	private static String text(Path folder) {
		Matcher include = INCLUDE.matcher(AcrnSamples.text(folder.resolve("config.xsd")));
		String text = include.replaceAll(found -> Matcher.quoteReplacement(content(AcrnSamples.text(folder.resolve(found.group(1))))));
		text = APPLICABLE.matcher(text).replaceAll(found -> Matcher.quoteReplacement(found.group().contains("minOccurs") ? found.group() : found.group(1) + " minOccurs=\"0\"" + found.group(2)));
		text = text.replaceAll("<xs:alternative [^>]*/>", "").replace("<xs:element name=\"vm\" maxOccurs=\"unbounded\">", "<xs:element name=\"vm\" type=\"VMConfigType\" maxOccurs=\"unbounded\">");
		return text.replace("(//", "(.//").replace(" or //", " or .//").replace("\\w", "[\\w_]");
	}

	private static String content(String schema) {
		int start = schema.indexOf('>', schema.indexOf("<xs:schema")) + 1;
		return schema.substring(start, schema.lastIndexOf("</xs:schema>"));
	}

	private static URL[] jars() {
		Path folder = Path.of("target/xsd11").toAbsolutePath();
		try (Stream<Path> files = Files.list(folder)) {
			List<URL> urls = new ArrayList<>();
			for (Path jar : files.toList()) {
				urls.add(jar.toUri().toURL());
			}
			return urls.toArray(URL[]::new);
		} catch (IOException missing) {
			throw new AssertionError("the XSD 1.1 validator is missing from " + folder + ": build with Maven, which puts it there", missing);
		}
	}

	private record Collector(List<String> problems) implements ErrorHandler {

		@Override
		public void warning(SAXParseException exception) {
			add(exception);
		}

		@Override
		public void error(SAXParseException exception) {
			add(exception);
		}

		@Override
		public void fatalError(SAXParseException exception) {
			add(exception);
		}

		private void add(SAXParseException exception) {
			problems.add("line " + exception.getLineNumber() + ": " + exception.getMessage());
		}
	}
}
