package user.bundle.tour;

/** An exception of this bundle. */
final class Lost extends RuntimeException {
    private static final long serialVersionUID = 1;
}
