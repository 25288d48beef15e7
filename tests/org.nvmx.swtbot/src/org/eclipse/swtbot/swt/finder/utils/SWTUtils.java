// SPDX-License-Identifier: EPL-2.0
package org.eclipse.swtbot.swt.finder.utils;

import java.io.File;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.ImageLoader;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swtbot.swt.finder.finders.UIThreadRunnable;
import org.eclipse.swtbot.swt.finder.results.Result;

/** What has no better place. */
public final class SWTUtils {

	private SWTUtils() {
	}

	/** @return the workbench's display */
	public static Display display() {
		return Display.getDefault();
	}

	/** Stores a picture of the whole screen, its format told by the file's extension; returns whether that worked. */
	public static boolean captureScreenshot(String fileName) {
		new File(fileName).getAbsoluteFile().getParentFile().mkdirs();
		return UIThreadRunnable.syncExec((Result<Boolean>) () -> {
			display().update(); // what waits to be painted belongs into the picture
			Rectangle bounds = display().getBounds();
			Image image = new Image(display(), bounds.width, bounds.height);
			GC gc = new GC(display());
			gc.copyArea(image, bounds.x, bounds.y);
			gc.dispose();
			ImageLoader loader = new ImageLoader();
			loader.data = new ImageData[] { image.getImageData() };
			loader.save(fileName, fileName.endsWith(".jpeg") ? SWT.IMAGE_JPEG : SWT.IMAGE_PNG);
			image.dispose();
			return new File(fileName).isFile();
		});
	}
}
