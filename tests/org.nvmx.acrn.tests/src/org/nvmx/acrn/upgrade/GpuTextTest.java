// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.upgrade;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.nvmx.acrn.xml.XmlDocument;
import org.nvmx.acrn.xml.XmlElement;
import org.nvmx.acrn.xml.XmlWriter;

/** The virtio GPU as text and as elements. */
class GpuTextTest {

	/** Stimulus: windows and full screens, with and without what is optional. Expect: elements, and from them the same text. */
	@Test
	void textAndElementsSayTheSame() {
		for (String text : List.of("geometry=1920x1080+0+0", "geometry=1280x720+100+50,geometry=640x480+0+0", "geometry=800x600", "geometry=fullscreen",
				"geometry=fullscreen:0,geometry=fullscreen:1")) {
			assertEquals(Optional.of(text), GpuText.text(GpuText.element(text).orElseThrow()));
		}
		assertEquals("<gpu><display_type>Window</display_type><displays><display><window_resolutions>1280x720</window_resolutions>"
				+ "<horizontal_offset>100</horizontal_offset><vertical_offset>50</vertical_offset></display></displays></gpu>", written(GpuText.element(" geometry=1280x720+100+50 ").orElseThrow()));
		assertEquals("<gpu><display_type>Full screen</display_type><displays><display><monitor_id>1</monitor_id></display></displays></gpu>",
				written(GpuText.element("geometry=fullscreen:1").orElseThrow()));
	}

	private static String written(XmlElement element) {
		return new XmlWriter().write(new XmlDocument(element)).replaceAll("<\\?[^>]*>|\\n *", "");
	}

	/** Stimulus: what is no such text, and elements that no text says. Expect: nothing. */
	@Test
	void whatIsNoneIsRefused() {
		for (String text : List.of("", "1920x1080", "geometry=", "geometry=1920x1080+5", "geometry=fullscreen:x", "geometry=fullscreen,geometry=800x600+0+0", "geometry=800x600+0+0,")) {
			assertEquals(Optional.empty(), GpuText.element(text), text);
		}
		XmlElement gpu = new XmlElement("gpu").add("display_type", "Window");
		assertEquals(Optional.empty(), GpuText.text(gpu));
		gpu.add("displays").add("display").add("horizontal_offset", "1");
		assertEquals(Optional.empty(), GpuText.text(gpu));
	}
}
