/** Questions: that each is answered or fails, within its limit of time, and when one is withdrawn. */
@NullMarked
package pykka.tck.ask;

import org.jspecify.annotations.NullMarked;
