/** What is kept in memory and for how long, and what happens where the stack has no more room. */
@NullMarked
package pykka.tck.memory;

import org.jspecify.annotations.NullMarked;
