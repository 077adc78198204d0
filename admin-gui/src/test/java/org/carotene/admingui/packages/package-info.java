/** What is handed out, unpacked or installed and started as a user does. */
package org.carotene.admingui.packages;
