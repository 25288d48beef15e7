// SPDX-License-Identifier: EPL-2.0
package org.nvmx.ui.tests.editor;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.eclipse.e4.ui.css.swt.theme.IThemeEngine;
import org.eclipse.e4.ui.css.swt.theme.IThemeManager;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swtbot.eclipse.finder.widgets.SWTBotEclipseEditor;
import org.eclipse.swtbot.swt.finder.finders.UIThreadRunnable;
import org.eclipse.swtbot.swt.finder.results.Result;
import org.eclipse.swtbot.swt.finder.results.VoidResult;
import org.eclipse.ui.PlatformUI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nvmx.ui.internal.editor.ScenarioColor;
import org.nvmx.ui.tests.harness.Screenshots;
import org.nvmx.ui.tests.harness.Workbench;
import org.nvmx.ui.tests.harness.WorkbenchTest;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

@WorkbenchTest
class ThemeTest {

	/** WCAG 2.1, 1.4.3: normal text. */
	private static final double READABLE = 4.5;
	private static final String LIGHT = "org.eclipse.e4.ui.css.theme.e4_default";

	@RegisterExtension
	final Workbench workbench = new Workbench();

	@AfterEach
	void backToLight() {
		use(LIGHT);
	}

	@ParameterizedTest
	@CsvSource({ "light," + LIGHT, "dark,org.eclipse.e4.ui.css.theme.e4_dark" })
	void everyColourIsReadable(String name, String theme) throws Exception {
		use(theme);
		SWTBotEclipseEditor editor = workbench.open(workbench.createProject("nested-linux", "Farben").getFile("nested-linux.nvmx"));
		RGB background = UIThreadRunnable.syncExec((Result<RGB>) () -> editor.getStyledText().widget.getBackground().getRGB());
		// Expect: the theme is on, and each colour stands out from its background
		assertTrue(name.equals("dark") == luminance(background) < 0.2, "background of the theme: " + background);
		for (ScenarioColor color : ScenarioColor.values()) {
			workbench.until(color + " is readable in " + name, () -> contrast(rgb(color), background) >= READABLE);
		}
		workbench.until("colours in the text", () -> editor.getStyle(0, 4) != null
				&& rgb(ScenarioColor.COMMENT).equals(editor.getStyle(0, 4).foreground.getRGB()));
		int keyword = editor.getLines().indexOf("hypervisor {");
		workbench.until("keyword in the text", () -> editor.getStyle(keyword, 2) != null
				&& rgb(ScenarioColor.KEYWORD).equals(editor.getStyle(keyword, 2).foreground.getRGB()));
		Screenshots.take("theme-" + name);
	}

	private static RGB rgb(ScenarioColor color) {
		return UIThreadRunnable.syncExec((Result<RGB>) () -> {
			Color value = PlatformUI.getWorkbench().getThemeManager().getCurrentTheme().getColorRegistry().get(color.key());
			return value.getRGB();
		});
	}

	private static void use(String theme) {
		UIThreadRunnable.syncExec((VoidResult) () -> {
			BundleContext context = FrameworkUtil.getBundle(ThemeTest.class).getBundleContext();
			IThemeManager themes = context.getService(context.getServiceReference(IThemeManager.class));
			IThemeEngine engine = themes.getEngineForDisplay(Display.getCurrent());
			engine.setTheme(theme, false);
		});
	}

	/** WCAG 2.1, contrast ratio. */
	private static double contrast(RGB a, RGB b) {
		double brighter = Math.max(luminance(a), luminance(b));
		double darker = Math.min(luminance(a), luminance(b));
		return (brighter + 0.05) / (darker + 0.05);
	}

	/** WCAG 2.1, relative luminance. */
	private static double luminance(RGB color) {
		return 0.2126 * linear(color.red) + 0.7152 * linear(color.green) + 0.0722 * linear(color.blue);
	}

	private static double linear(int channel) {
		double value = channel / 255.0;
		return value <= 0.03928 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
	}
}
