/**
 * The interest of a user in an item in a scenario, R_ui = f(h_u, h_i, c): signals, item index and ranker.
 *
 * <p>Plain Java, called by the stream's operators, the trainer and the evaluator alike, so that offline figures speak of the stream.
 */
@NullMarked
package dev.tributary.models.interest;

import org.jspecify.annotations.NullMarked;
