package user.bundle.lazy;

/** What somebody else uses of this bundle. */
public final class Part {}
