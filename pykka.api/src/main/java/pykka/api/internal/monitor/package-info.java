/** Looks at actors from outside, without stopping them. */
@NullMarked
package pykka.api.internal.monitor;

import org.jspecify.annotations.NullMarked;
