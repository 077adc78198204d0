/** Real nodes in processes of their own, their clients and the application's backend, for the tests of screens. */
package org.carotene.admingui.cluster;
