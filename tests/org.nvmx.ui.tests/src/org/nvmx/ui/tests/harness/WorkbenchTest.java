// SPDX-License-Identifier: EPL-2.0
package org.nvmx.ui.tests.harness;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ExtendWith;

/** A class of tests in a workbench: nothing may log an error or hold up the UI thread, and failures leave a picture. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith({ NoErrorLogged.class, ResponsiveUiThread.class, Screenshots.class })
public @interface WorkbenchTest {
}
