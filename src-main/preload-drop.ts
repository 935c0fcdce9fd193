/** As much of the page's drag events as is looked at; this room knows no DOM. */
export interface DragLike<File> {
  /** False for an event the page made itself. */
  readonly isTrusted: boolean;
  readonly dataTransfer: {
    readonly types: readonly string[];
    readonly files: ArrayLike<File>;
    dropEffect: string;
  } | null;
  preventDefault(): void;
}

export interface DropTarget<File> {
  addEventListener(
    name: 'dragover' | 'drop',
    listener: (event: DragLike<File>) => void,
    options: { readonly capture: true },
  ): void;
}

/**
 * Takes the file that a person lets go over the window; of several the first. Text that is dragged
 * is left to the page.
 * @param pathOf where a file lies; undefined for one the page made, which lies nowhere
 * @param open gets the path of what was dropped
 */
export function takeDrops<File>(
  target: DropTarget<File>,
  pathOf: (file: File) => string | undefined,
  open: (path: string) => void,
): void {
  const options = { capture: true } as const;
  const filesOf = ({ dataTransfer }: DragLike<File>) =>
    dataTransfer?.types.includes('Files') === true ? dataTransfer : null;
  target.addEventListener(
    'dragover',
    (event) => {
      const dragged = filesOf(event);
      if (dragged === null) return;
      event.preventDefault();
      dragged.dropEffect = 'copy';
    },
    options,
  );
  target.addEventListener(
    'drop',
    (event) => {
      const [file] = Array.from(filesOf(event)?.files ?? []);
      if (file === undefined) return;
      event.preventDefault();
      // SECURITY: only what a person dropped is opened.
      const path = event.isTrusted ? pathOf(file) : undefined;
      if (path !== undefined && path !== '') open(path);
    },
    options,
  );
}
