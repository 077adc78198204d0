/** The screens in a real window, against real nodes. */
package org.carotene.admingui.screens;
