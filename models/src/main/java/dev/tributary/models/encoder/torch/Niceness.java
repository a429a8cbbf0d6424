package dev.tributary.models.encoder.torch;

import com.sun.jna.Function;
import com.sun.jna.LastErrorException;
import com.sun.jna.Platform;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets other threads go first where both want the same core: on Linux, where each thread has a nice value of its own; elsewhere not at all. */
final class Niceness {
    private static final Logger LOG = LoggerFactory.getLogger(Niceness.class);
    /** A tenth of the core beside one thread that is not nice, all of it beside none. */
    static final int NICE = 10;

    private static final int PRIO_PROCESS = 0;
    private static final int THIS_THREAD = 0;

    private Niceness() {}

    /** Makes the calling thread nice, for good. */
    static void ofThisThread() {
        if (!Platform.isLinux()) {
            return;
        }
        try {
            // no interface of ours: JNA would keep its class, and with it the class loader of a job, for ever
            Function.getFunction("c", "setpriority", Function.THROW_LAST_ERROR)
                    .invokeInt(new Object[] {PRIO_PROCESS, THIS_THREAD, NICE});
        } catch (LastErrorException | UnsatisfiedLinkError unchanged) {
            LOG.info("Encoder threads compete with all others: {}", unchanged.getMessage());
        }
    }
}
