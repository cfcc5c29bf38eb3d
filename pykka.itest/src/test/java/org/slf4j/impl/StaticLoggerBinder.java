package org.slf4j.impl;

import org.slf4j.ILoggerFactory;
import pykka.testkit.log.RecordingLogger;

/** What slf4j 1.7 looks for by this name, in a bundle of its own. Records the log for the contract suite. */
public final class StaticLoggerBinder {
    /** Not a constant, which compilers would copy. */
    public static final String REQUESTED_API_VERSION = new String("1.7");

    private static final StaticLoggerBinder SINGLETON = new StaticLoggerBinder();

    private StaticLoggerBinder() {}

    /** Called by slf4j. */
    public static StaticLoggerBinder getSingleton() {
        return SINGLETON;
    }

    /** Called by slf4j. */
    public ILoggerFactory getLoggerFactory() {
        return RecordingLogger::of;
    }

    /** Called by slf4j. */
    public String getLoggerFactoryClassStr() {
        return RecordingLogger.class.getName();
    }
}
