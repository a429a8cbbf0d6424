/** The job: one file wires the stages ({@link dev.tributary.job.TributaryJob}), each stage has a package, a uid and options of its own. */
@NullMarked
package dev.tributary.job;

import org.jspecify.annotations.NullMarked;
