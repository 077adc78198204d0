package org.carotene.admingui.screens;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import org.carotene.admingui.cluster.Nodes;
import org.carotene.admingui.cluster.PollingCrowd;
import org.carotene.admingui.cluster.TestClient;
import org.carotene.admingui.vm.ClientsViewModel;
import org.carotene.admingui.vm.PagedList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Fifty thousand clients of two nodes: the window pages through them, and the nodes serve on meanwhile. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class ManyClientsIT {
    private static final int CLIENTS = 50_000;

    @TempDir
    Path folder;

    @Test
    void clients_fiftyThousand_pagedSortedAndFilteredWhileTheNodesServe() throws Exception {
        try (Nodes nodes = new Nodes(folder)) {
            nodes.begin(1, "limits:\n  poll_id_lifetime: 30m");
            nodes.begin(2, "limits:\n  poll_id_lifetime: 30m");
            nodes.awaitReady(1);
            nodes.awaitReady(2);
            PollingCrowd.open(nodes.node(1).port(), CLIENTS / 2);
            PollingCrowd.open(nodes.node(2).port(), CLIENTS / 2);
            try (Window window = Window.open(folder.resolve("home"));
                    TestClient talker = nodes.client(1, "", "meanwhile");
                    TestClient found = nodes.client(2, "needle", "hay")) {
                window.connect(nodes.profile("Many clients"), Nodes.TOKEN);
                window.click("go-page.clients");
                PagedList<?> list = window.on(() -> window.workspace().clients().clients());
                window.until(
                        "all counted",
                        () -> Long.valueOf(CLIENTS + 2).equals(list.total().get()));
                int heard = talker.received();
                for (String sort : ClientsViewModel.SORTS) {
                    window.run(() -> window.workspace().clients().sort().set(sort));
                    window.until("by " + sort, () -> list.rows().list().size() == PagedList.LIMIT);
                    for (int page = 2; page <= 4; page++) {
                        talker.publish("meanwhile", "{\"page\":" + page + "}");
                        window.click("next-page");
                        String words = "Page " + page;
                        window.untilShown(words::equals);
                        window.until(
                                "its rows",
                                () -> list.more().get() && list.rows().list().size() == PagedList.LIMIT);
                    }
                }
                int published = 3 * ClientsViewModel.SORTS.size();
                window.until("all delivered", () -> talker.received() - heard >= published);

                window.type("client-words", "need");
                window.until("found", () -> list.rows().list().size() == 1);
                window.untilShown("needle");
                window.run(() -> {
                    window.workspace().clients().words().set("");
                    window.workspace().clients().transport().set("websocket");
                });
                window.until(
                        "two WebSockets",
                        () -> Long.valueOf(2).equals(list.total().get()));
                assertThat(List.of(talker, found))
                        .noneMatch(client -> client.closed().isDone());

                window.run(() -> ((TableView<?>) window.find("clients-table"))
                        .getSelectionModel()
                        .selectAll());
                window.run(() -> window.find("clients-table").requestFocus());
                window.robot.type(KeyCode.DELETE);
                window.untilShown("Clients concerned: 2");
                window.click("confirm");
                for (TestClient client : List.of(talker, found)) {
                    assertThat(client.closed().get(20, TimeUnit.SECONDS)).isEqualTo(4009);
                }
            }
        }
    }
}
