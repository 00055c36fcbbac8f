package org.zerobench.shell;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.zerobench.api.machine.Panel.Picture;

class PngTest {

    @Test
    void anotherReaderSeesEveryPixel() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 20; i++) {
            int width = 1 + random.nextInt(100);
            int height = 1 + random.nextInt(100);
            int[] argb = random.ints((long) width * height).map(pixel -> pixel | 0xFF000000).toArray();
            BufferedImage read = ImageIO.read(new ByteArrayInputStream(Png.of(new Picture(width, height, argb))));
            assertEquals(width, read.getWidth());
            assertEquals(height, read.getHeight());
            assertArrayEquals(argb, read.getRGB(0, 0, width, height, null, 0, width), "seed " + seed);
        }
    }
}
