package user.bundle.troupe;

/** A class that is loaded when it is needed, and not before. */
final class Late {
    @Override
    public String toString() {
        return "late";
    }
}
