package org.zerobench.kernel;

/** Records of words in user memory, little endian. */
final class Words {
    private Words() {}

    /** @return 0 or -EFAULT */
    static int write(UserMemory memory, Space space, int virtual, int[] words) {
        byte[] bytes = new byte[words.length * 4];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (words[i >> 2] >>> (i & 3) * 8);
        }
        return memory.write(space, virtual, bytes, 0, bytes.length);
    }

    /** @return 0 or -EFAULT */
    static int read(UserMemory memory, Space space, int virtual, int[] words) {
        byte[] bytes = new byte[words.length * 4];
        int result = memory.read(space, virtual, bytes, 0, bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            int word = (i & 3) == 0 ? 0 : words[i >> 2];
            words[i >> 2] = word | (bytes[i] & 0xFF) << (i & 3) * 8;
        }
        return result;
    }
}
