package pykka.api.internal.promise;

import org.jspecify.annotations.Nullable;
import pykka.api.spi.ReplyFuture;

/** The promise of the kernel itself. */
public final class Reply<T extends @Nullable Object> extends ReplyFuture<T> {
    private static final long serialVersionUID = 1;
}
