/**
 * What an operator asks and is told, whichever node answers: the request, the refusal, rows on their way to a page, and
 * questions from node to node, each by a word and JSON.
 */
@NullMarked
package org.carotene.admin.question;

import org.jspecify.annotations.NullMarked;
