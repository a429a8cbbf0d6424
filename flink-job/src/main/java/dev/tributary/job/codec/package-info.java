/**
 * How records are written between subtasks and into state: field by field, by hand where it is worth it. Flink would find the fields by
 * reflection, which took most of a behavior's time; what is rare is left to it.
 */
@NullMarked
package dev.tributary.job.codec;

import org.jspecify.annotations.NullMarked;
