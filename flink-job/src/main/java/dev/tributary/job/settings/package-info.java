/** Settings: a YAML file, the environment and flags become one checked Flink configuration. */
@NullMarked
package dev.tributary.job.settings;

import org.jspecify.annotations.NullMarked;
