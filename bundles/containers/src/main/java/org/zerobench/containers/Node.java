package org.zerobench.containers;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.zerobench.api.machine.MachineException;

/** A mapping in a manifest, with its place in the file for complaints. */
final class Node {
    private final String place;
    private final Map<?, ?> entries;

    private Node(String place, Map<?, ?> entries) {
        this.place = place;
        this.entries = entries;
    }

    /** @throws MachineException when the value is not a mapping */
    static Node of(String place, Object value) {
        if (value == null) {
            return new Node(place, Map.of());
        }
        if (value instanceof Map<?, ?> map) {
            return new Node(place, map);
        }
        throw new MachineException(place + " must be a mapping, not '" + value + "'");
    }

    boolean has(String key) {
        return entries.get(key) != null;
    }

    Node node(String key) {
        return of(place + "." + key, entries.get(key));
    }

    List<Node> list(String key) {
        Object value = entries.get(key);
        List<Node> nodes = new ArrayList<>();
        if (value instanceof List<?> items) {
            for (int i = 0; i < items.size(); i++) {
                nodes.add(of(place + "." + key + "[" + i + "]", items.get(i)));
            }
        } else if (value != null) {
            throw wrong(key, "must be a list, not '" + value + "'");
        }
        return nodes;
    }

    String text(String key, String otherwise) {
        Object value = entries.get(key);
        return value == null ? otherwise : value.toString();
    }

    boolean flag(String key, boolean otherwise) {
        Object value = entries.get(key);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw wrong(key, "must be true or false, not '" + value + "'");
    }

    /** A number as YAML or as text like {@code "0x100000"}. */
    long number(String key, long otherwise) {
        Object value = entries.get(key);
        if (value == null) {
            return otherwise;
        }
        try {
            return value instanceof Number number ? number.longValue() : Long.decode(value.toString().strip().replace("_", ""));
        } catch (NumberFormatException e) {
            throw wrong(key, "must be a number like 0x100000, not '" + value + "'");
        }
    }

    long number(String key) {
        if (!has(key)) {
            throw wrong(key, "is missing");
        }
        return number(key, 0);
    }

    /** Tells of keys that mean nothing: a misspelt one would be missed. */
    void onlyKnown(Set<String> known, Consumer<String> remarks) {
        for (Object key : entries.keySet()) {
            if (!known.contains(String.valueOf(key))) {
                remarks.accept(place + "." + key + " is unknown and ignored");
            }
        }
    }

    MachineException wrong(String key, String what) {
        return new MachineException(place + "." + key + " " + what);
    }

    MachineException wrong(String what) {
        return new MachineException(place + " " + what);
    }
}
