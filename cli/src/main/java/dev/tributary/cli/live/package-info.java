/** What is going on in a running Tributary, as its topics tell, and what a person can do there: no HTTP, no terminal. */
@NullMarked
package dev.tributary.cli.live;

import org.jspecify.annotations.NullMarked;
