package user.bundle.stall;

import java.io.Serializable;

/** A message of the bundle's own. */
public record Order(String what, int count) implements Serializable {}
