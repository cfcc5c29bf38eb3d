/** Text that comes from elsewhere, as it is shown in exceptions and log records. */
@NullMarked
package pykka.cluster.internal.text;

import org.jspecify.annotations.NullMarked;
