package pykka.tck.support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** A class of the contract suite: run on each runtime, and checked after each test for anything that was left behind. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedClass(name = "{0}")
@ArgumentsSource(RuntimesUnderTest.class)
@ExtendWith(LeftBehind.class)
@ExtendWith(Wedge.class)
public @interface Contract {}
