/** The demo page and the client library in a real browser: Debian's Chromium, driven by the WebDriver protocol. */
@NullMarked
package org.carotene.browser;

import org.jspecify.annotations.NullMarked;
