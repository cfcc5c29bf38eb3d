package pykka.karaf.service;

import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.apache.karaf.diagnostic.core.DumpDestination;
import org.apache.karaf.diagnostic.core.DumpProvider;
import pykka.debug.ThreadTracebacks;

/** A file with the deadlocks, the threads and the actors that they run. */
final class ActorsDump implements DumpProvider {
    @Override
    public void createDump(DumpDestination destination) throws Exception {
        try (Writer file = new OutputStreamWriter(destination.add("pykka.txt"), StandardCharsets.UTF_8)) {
            if (!ThreadTracebacks.write(file)) {
                file.write("Another dump is under way\n");
            }
        }
    }
}
