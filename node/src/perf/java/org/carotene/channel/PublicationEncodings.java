package org.carotene.channel;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** Two lanes that encode a publication at once both see all of its bytes, whoever made them. */
@JCStressTest
@Outcome(id = "true, true", expect = Expect.ACCEPTABLE, desc = "whole")
@Outcome(expect = Expect.FORBIDDEN, desc = "an encoding whose bytes have not arrived yet")
@State
public class PublicationEncodings {

    private static final PublicationFormat FORMAT = new PublicationFormat() {
        @Override
        public int ordinal() {
            return 0;
        }

        @Override
        public byte[] encode(Publication publication) {
            return new byte[] {1, 2, 3, 4, 5, 6, 7, 8};
        }
    };

    private final Publication publication =
            new Publication(new ChannelName("news"), new Json(new byte[] {'1'}), Publisher.ANONYMOUS);

    @Actor
    public void one(ZZ_Result result) {
        result.r1 = isWhole(publication.encoded(FORMAT));
    }

    @Actor
    public void other(ZZ_Result result) {
        result.r2 = isWhole(publication.encoded(FORMAT));
    }

    private static boolean isWhole(byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] != i + 1) {
                return false;
            }
        }
        return true;
    }
}
