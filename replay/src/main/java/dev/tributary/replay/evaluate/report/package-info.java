/** An evaluation as a document: Markdown with charts beside it, and one HTML file that needs nothing else. */
@NullMarked
package dev.tributary.replay.evaluate.report;

import org.jspecify.annotations.NullMarked;
