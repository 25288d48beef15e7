// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.upgrade;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.nvmx.acrn.xml.XmlElement;

/**
 * The virtio GPU of ACRN 3.0 and 3.1, which is the text of options of the device model, such as {@code geometry=1920x1080+0+0} for a window or
 * {@code geometry=fullscreen:1}; later releases have an element for each of them.
 */
public final class GpuText {

	private static final Pattern GEOMETRY = Pattern.compile("geometry=(?:fullscreen(?::(?<monitor>[0-9]{1,9}))?|(?<size>[0-9]{1,5}x[0-9]{1,5})(?:\\+(?<left>[0-9]{1,9})\\+(?<top>[0-9]{1,9}))?)");
	private static final String FULL_SCREEN = "Full screen";

	private GpuText() {
	}

	/** @return the {@code gpu} element of later releases, or empty when the text is something else, or has screens of both kinds */
	public static Optional<XmlElement> element(String text) {
		List<Matcher> screens = Stream.of(text.strip().split(",", -1)).map(GEOMETRY::matcher).toList();
		if (!screens.stream().allMatch(Matcher::matches) || screens.stream().map(GpuText::isFullScreen).distinct().count() != 1) {
			return Optional.empty();
		}
		XmlElement gpu = new XmlElement("gpu").add("display_type", isFullScreen(screens.get(0)) ? FULL_SCREEN : "Window");
		XmlElement displays = gpu.add("displays");
		for (Matcher screen : screens) {
			XmlElement display = displays.add("display");
			add(display, "monitor_id", screen.group("monitor"));
			add(display, "window_resolutions", screen.group("size"));
			add(display, "horizontal_offset", screen.group("left"));
			add(display, "vertical_offset", screen.group("top"));
		}
		return Optional.of(gpu);
	}

	private static boolean isFullScreen(Matcher screen) {
		return screen.group("size") == null;
	}

	private static void add(XmlElement display, String name, String text) {
		if (text != null) {
			display.add(name, text);
		}
	}

	/**
	 * @param gpu as later releases have it
	 * @return the options of the device model; empty when a window has no resolution, or an offset alone
	 */
	public static Optional<String> text(XmlElement gpu) {
		boolean fullScreen = gpu.value("display_type").orElse("").equals(FULL_SCREEN);
		List<String> screens = new ArrayList<>();
		for (XmlElement display : gpu.descendants("displays/display")) {
			String offset = Stream.of("horizontal_offset", "vertical_offset").flatMap(name -> display.value(name).stream()).map(number -> "+" + number).reduce("", String::concat);
			screens.add("geometry=" + (fullScreen ? "fullscreen" + display.value("monitor_id").map(monitor -> ":" + monitor).orElse("")
					: display.value("window_resolutions").orElse("") + offset));
		}
		String text = String.join(",", screens);
		return element(text).isPresent() ? Optional.of(text) : Optional.empty();
	}
}
