package org.carotene.admingui.vm;

/** A screen's view model, told when somebody looks at it: only then it asks the cluster for anything. */
public interface Screen {
    void show();

    void hide();
}
