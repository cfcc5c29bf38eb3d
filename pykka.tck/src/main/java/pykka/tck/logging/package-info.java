/** What is logged, in which order, and how the text of others looks in it. */
@NullMarked
package pykka.tck.logging;

import org.jspecify.annotations.NullMarked;
