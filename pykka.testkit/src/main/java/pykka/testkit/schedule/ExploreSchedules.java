package pykka.testkit.schedule;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A test method of JUnit Jupiter that is run in many orders, up to the first in which it fails, as by {@link Explore}. Its
 * parameter of the type {@link SteppingRuntime} is the runtime of one order; each order has a new object of the test's class,
 * too. An order that fails is run some more times, shortened; the last of these runs is the one that is reported to fail. The
 * orders are run one after the other, on one thread, in parallel tests, too.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@TestTemplate
@Execution(ExecutionMode.SAME_THREAD)
@ExtendWith(ExploreExtension.class)
public @interface ExploreSchedules {
    /**
     * Returns how many orders.
     *
     * @return the number
     */
    int value() default 1_000;

    /**
     * Returns the number of the first order.
     *
     * @return to repeat an order, its number, with a {@code value} of 1
     */
    long seed() default 0;

    /**
     * Returns the choices of the one order that is to be run.
     *
     * @return what a failure said; empty to run others
     */
    String replay() default "";

    /**
     * Returns whether all orders are to be run, as by {@link Exploration#all}. If there are more than {@code value}, the test
     * fails.
     *
     * @return true if so
     */
    boolean all() default false;

    /**
     * Returns the bound of {@code all}, as {@link Exploration#preemptions}.
     *
     * @return the number
     */
    int preemptions() default Integer.MAX_VALUE;

    /**
     * Returns whether actors share objects, as {@link Exploration#sharing}.
     *
     * @return true if so
     */
    boolean sharing() default false;

    /**
     * Returns whether messages may be lost, as {@link Exploration#allowDeadLetters}.
     *
     * @return true if so
     */
    boolean allowDeadLetters() default false;

    /**
     * Returns whether actors may wait in vain, as {@link Exploration#allowDeadlocks}.
     *
     * @return true if so
     */
    boolean allowDeadlocks() default false;
}
