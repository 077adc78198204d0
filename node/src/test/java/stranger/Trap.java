package stranger;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.concurrent.atomic.AtomicInteger;

/** Does something when it is read: what a stranger looks for on the class path. */
public final class Trap implements Serializable {
    /** How often it went off. */
    public static final AtomicInteger SPRUNG = new AtomicInteger();

    private static final long serialVersionUID = 1L;

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
        in.defaultReadObject();
        SPRUNG.incrementAndGet();
    }
}
