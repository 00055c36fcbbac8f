package org.zerobench.machine;

import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Finds the first place where two worlds differ, as a path a person can read. */
final class Differences {
    private Differences() {}

    /** @return like {@code heaps[0].heap.addresses[17]: 0x40001000 became 0x40002000}; empty when equal */
    static String first(Object before, Object after) {
        return first("", before, after);
    }

    private static String first(String path, Object before, Object after) {
        if (Objects.deepEquals(before, after)) {
            return "";
        }
        if (before == null || after == null || before.getClass() != after.getClass() && !(before instanceof List)) {
            return leaf(path, before, after);
        }
        return switch (before) {
            case Record b -> inRecord(path, b, (Record) after);
            case List<?> b -> inList(path, b, (List<?>) after);
            case Map<?, ?> b -> inList(path, List.copyOf(b.entrySet()), List.copyOf(((Map<?, ?>) after).entrySet()));
            default -> before.getClass().isArray() ? inArray(path, before, after) : leaf(path, before, after);
        };
    }

    private static String inRecord(String path, Record before, Record after) {
        for (RecordComponent component : before.getClass().getRecordComponents()) {
            try {
                component.getAccessor().setAccessible(true);
                String found = first(path.isEmpty() ? component.getName() : path + "." + component.getName(),
                        component.getAccessor().invoke(before), component.getAccessor().invoke(after));
                if (!found.isEmpty()) {
                    return found;
                }
            } catch (IllegalAccessException | InvocationTargetException e) {
                return leaf(path, before, after);
            }
        }
        return leaf(path, before, after);
    }

    private static String inList(String path, List<?> before, List<?> after) {
        for (int i = 0; i < Math.min(before.size(), after.size()); i++) {
            String found = first(path + "[" + i + "]", before.get(i), after.get(i));
            if (!found.isEmpty()) {
                return found;
            }
        }
        return path + ": " + before.size() + " entries became " + after.size();
    }

    private static String inArray(String path, Object before, Object after) {
        int length = Array.getLength(before);
        for (int i = 0; i < Math.min(length, Array.getLength(after)); i++) {
            Object b = Array.get(before, i);
            Object a = Array.get(after, i);
            if (!Objects.deepEquals(b, a)) {
                return first(path + "[" + i + "]", b, a);
            }
        }
        return path + ": " + length + " entries became " + Array.getLength(after);
    }

    private static String leaf(String path, Object before, Object after) {
        return path + ": " + text(before) + " became " + text(after);
    }

    private static String text(Object value) {
        if (value instanceof Integer i) {
            return "0x" + Integer.toHexString(i);
        }
        String text = String.valueOf(value);
        return text.length() > 80 ? text.substring(0, 77) + "..." : text;
    }
}
