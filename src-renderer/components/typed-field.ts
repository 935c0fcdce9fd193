/** What fields have in common in which a day or a time of day is typed. */
export interface TypedFieldProps {
  /** As the plan keeps it, or empty. */
  value: string;
  /** Called with a value of that kind, or with nothing; never with what is none. */
  onset: (value: string) => void;
  id?: string | undefined;
  label?: string | undefined;
  describedBy?: string | undefined;
  isInvalid?: boolean;
  /** What stands in the field and is none, where its owner keeps it; null: nothing. */
  wrong?: string | null | undefined;
  /** Told while somebody types: what stands in the field and is none; null: it is one again. */
  onwrong?: ((text: string | null) => void) | undefined;
}
