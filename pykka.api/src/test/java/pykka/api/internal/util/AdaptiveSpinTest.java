package pykka.api.internal.util;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pykka.api.spi.ActorThreads;

class AdaptiveSpinTest {
    private final AdaptiveSpin spin = new AdaptiveSpin();

    @BeforeEach
    void needCores() {
        assumeTrue(Runtime.getRuntime().availableProcessors() > 1, "nobody spins on one core");
    }

    @AfterEach
    void clear() {
        System.clearProperty("pykka.spin");
    }

    /** How often it looks for what never comes true. */
    private int looks() {
        AtomicInteger looks = new AtomicInteger();
        assertFalse(spin.test(() -> looks.incrementAndGet() < 0));
        return looks.get();
    }

    @Test
    void itEndsAsSoonAsTheConditionIsTrue() {
        AtomicInteger looks = new AtomicInteger();
        assertTrue(spin.test(() -> looks.incrementAndGet() == 10));
        assertEquals(10, looks.get());
    }

    @Test
    void aConditionThatThrowsDoesNotEndAllSpinning() {
        for (int fine = 0; fine < 2; fine++) {
            int before = fine;
            AtomicInteger looks = new AtomicInteger();
            assertThrows(IllegalStateException.class, () -> spin.test(() -> {
                if (looks.incrementAndGet() > before) {
                    throw new IllegalStateException();
                }
                return false;
            }));
        }
        assertTrue(looks() > 1);
    }

    @Test
    void aFewFailuresChangeNothing() {
        int first = looks();
        for (int i = 0; i < 50; i++) {
            assertEquals(first, looks());
        }
    }

    @Test
    void whatHardlyEverHelpsIsLeftOutButForATryNowAndThen() {
        int first = looks();
        for (int i = 0; i < 10_000; i++) {
            looks();
        }
        int tries = 0;
        for (int i = 0; i < 100_000; i++) {
            int looks = looks();
            if (looks > 0) {
                tries++;
                assertEquals(first, looks); // a shorter one could not help those who need long
            }
        }
        assertTrue(tries >= 195 && tries <= 196, "tried " + tries);
    }

    @Test
    void whatHelpsAgainIsTriedAgain() {
        for (int i = 0; i < 10_000; i++) {
            looks();
        }
        int found = 0;
        for (int i = 0; i < 10_000; i++) {
            found += spin.test(() -> true) ? 1 : 0;
        }
        assertTrue(found >= 9_400, "found " + found);
    }

    @Test
    void oneThreadLooksAtATime() throws InterruptedException {
        CountDownLatch looking = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Thread other = new Thread(() -> spin.test(() -> {
            looking.countDown();
            try {
                go.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return true;
        }));
        other.start();
        looking.await();
        assertEquals(0, looks());
        go.countDown();
        other.join();
        assertTrue(looks() > 0);
    }

    @Test
    void itDoesNotLookIfThePropertySaysSo() {
        System.setProperty("pykka.spin", "false");
        assertFalse(ActorThreads.spin().test(() -> true));
    }
}
