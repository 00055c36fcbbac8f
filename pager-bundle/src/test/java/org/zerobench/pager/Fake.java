package org.zerobench.pager;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/** Makes an object of a large interface from one that has only the methods a test needs, found by name and types. */
final class Fake {
    private Fake() {}

    static <T> T of(Class<T> type, Object behaviour) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
            Method real;
            try {
                real = behaviour.getClass().getDeclaredMethod(method.getName(), method.getParameterTypes());
            } catch (NoSuchMethodException e) {
                throw new UnsupportedOperationException("the pager is not expected to call " + method, e);
            }
            real.setAccessible(true);
            try {
                return real.invoke(behaviour, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }
}
