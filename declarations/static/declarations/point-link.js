/* A link to a point of a declaration, in the rich text editor. The point is chosen in Wagtail's own chooser. */
(() => {
  const { DraftJS, React, draftail } = window;

  class PointSource extends draftail.DocumentModalWorkflowSource {
    getChooserConfig() {
      return {
        url: this.props.entityType.chooserUrls.pointChooser,
        urlParams: {},
        onload: window.CHOOSER_MODAL_ONLOAD_HANDLERS,
        responses: { chosen: this.onChosen },
      };
    }

    filterEntityData({ id, title, url }) {
      return { id, label: title, url };
    }

    onChosen(point) {
      const { editorState, entityType, onComplete } = this.props;
      const content = editorState.getCurrentContent().createEntity(entityType.type, 'MUTABLE', this.filterEntityData(point));
      const key = content.getLastCreatedEntityKey();
      const selection = editorState.getSelection();
      const linked = selection.isCollapsed()
        ? DraftJS.EditorState.push(
            editorState,
            DraftJS.Modifier.replaceText(content, selection, point.title, null, key),
            'insert-characters',
          )
        : DraftJS.RichUtils.toggleLink(editorState, selection, key);
      this.workflow.close();
      onComplete(linked);
    }
  }

  const PointLink = (props) => {
    const { label, url } = props.contentState.getEntity(props.entityKey).getData();
    return React.createElement(draftail.TooltipEntity, { ...props, icon: '#icon-tag', label: label || '', url: url || null });
  };

  draftail.registerPlugin({ type: 'POINT', source: PointSource, decorator: PointLink }, 'entityTypes');
})();
