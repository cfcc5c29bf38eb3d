/** An actor's construction, start, stop and failure, the order of their steps, and what is left at the end. */
@NullMarked
package pykka.tck.lifecycle;

import org.jspecify.annotations.NullMarked;
