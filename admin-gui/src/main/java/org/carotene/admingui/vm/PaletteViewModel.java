package org.carotene.admingui.vm;

import static org.carotene.admingui.fx.Texts.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.carotene.admingui.profile.Profile;

/** Finds what can be gone to by some letters: pages, nodes, other clusters, and any channel or user by its name. */
public final class PaletteViewModel {
    private static final int MAX = 12;

    private final Desk desk;
    private final Consumer<PageId> open;

    /** {@code open} shows a page of the window. */
    public PaletteViewModel(Desk desk, Consumer<PageId> open) {
        this.desk = desk;
        this.open = open;
    }

    /** Something to go to; {@code kind} is the key of what it is. */
    public record Entry(String kind, String title, Runnable go) {}

    /** What fits these letters, the likeliest first. */
    public List<Entry> find(String typed) {
        String words = typed.trim();
        List<Entry> found = new ArrayList<>();
        Workspace workspace = desk.workspace().get();
        for (PageId page : PageId.values()) {
            if (!page.ofCluster() || workspace != null) {
                add(found, words, new Entry("palette.page", text(page.key()), () -> open.accept(page)));
            }
        }
        if (workspace != null) {
            ofCluster(found, words, workspace);
        }
        for (Profile profile : desk.saved()) {
            add(found, words, new Entry("palette.cluster", profile.name(), () -> desk.connect(profile)));
        }
        return found.size() > MAX ? List.copyOf(found.subList(0, MAX)) : found;
    }

    private void ofCluster(List<Entry> found, String words, Workspace workspace) {
        for (String node : workspace.session().live().get().sight().names()) {
            add(found, words, new Entry("palette.node", node, () -> {
                open.accept(PageId.NODES);
                workspace.goToNode(node);
            }));
        }
        add(found, words, new Entry("palette.act", text("shell.pause"), () -> toggle(workspace)));
        if (!words.isEmpty()) {
            found.add(new Entry("palette.channel", words, () -> {
                open.accept(PageId.CHANNELS);
                workspace.goToChannel(words);
            }));
            found.add(new Entry("palette.user", words, () -> {
                open.accept(PageId.CLIENTS);
                workspace.goToUser(words);
            }));
            found.add(new Entry("palette.tail", words, () -> {
                open.accept(PageId.TAIL);
                workspace.goToTail(words);
            }));
        }
    }

    private static void toggle(Workspace workspace) {
        workspace.session().paused().set(!workspace.session().paused().get());
    }

    private static void add(List<Entry> found, String words, Entry entry) {
        if (fits(entry.title(), words)) {
            found.add(entry);
        }
    }

    /** Whether all letters are there in their order. */
    static boolean fits(String title, String words) {
        String lower = title.toLowerCase(Locale.ROOT);
        int at = 0;
        for (char letter : words.toLowerCase(Locale.ROOT).toCharArray()) {
            at = lower.indexOf(letter, at) + 1;
            if (at == 0) {
                return false;
            }
        }
        return true;
    }
}
