/**
 * The types by which one package is held against another. They are TypeScript's own view of what a user's code relies
 * on, with two things made visible that assignability alone lets pass: a property that is no longer taken (an object
 * literal with it does not compile), and one that is no longer there to be read.
 */
export const PROBE_TYPES = `
type Leaf =
  | string | number | boolean | bigint | symbol | null | undefined
  | Date | Blob | Headers | AbortSignal | ArrayBuffer | ArrayBufferView | ReadableStream | FormData | URLSearchParams
  | ((...args: never[]) => unknown);

type AnyOperation = {
  (...args: never[]): Promise<unknown>;
  result(...args: never[]): Promise<{ status: number | string; data: unknown; error: unknown }>;
};
type AnyFactory = (transport: never) => AnyOperation;

/** What an operation is called with. */
type Arguments<Factory extends AnyFactory> = Parameters<ReturnType<Factory>>;

/** What a call resolves with. */
type Resolved<Factory extends AnyFactory> = Awaited<ReturnType<ReturnType<Factory>>>;

/** What \`.result\` carries for a declared status. */
type ResponseBody<Factory extends AnyFactory, Status> = Carried<
  Extract<Awaited<ReturnType<ReturnType<Factory>["result"]>>, { status: Status }>
>;
type Carried<Member> = Member extends { data: infer Data; error: infer Failure }
  ? Failure extends { body: infer Body }
    ? { failure: Body }
    : { success: Data }
  : never;

type Literal<Key> = string extends Key ? never : number extends Key ? never : Key extends PropertyKey ? Key : never;

/** All names of properties that occur in a type, down to a depth at which recursion has shown them all. */
type Names<Type, Depth extends unknown[] = []> = Depth["length"] extends 10
  ? never
  : unknown extends Type
    ? never
    : Type extends Leaf
      ? never
      : Type extends readonly (infer Item)[]
        ? Names<Item, [...Depth, 0]>
        : { [Key in keyof Type]-?: Literal<Key> | Names<Type[Key], [...Depth, 0]> }[keyof Type];

/** A type that takes none of the properties of another where it does not declare them itself. */
type ClosedTo<Given, Type> = Closed<Type, Names<Given>>;
type Closed<Type, Name extends PropertyKey> = unknown extends Type
  ? Type
  : Type extends Leaf
    ? Type
    : Type extends readonly unknown[]
      ? { [Key in keyof Type]: Closed<Type[Key], Name> }
      : { [Key in keyof Type]: Closed<Type[Key], Name> } & { [Key in Exclude<Name, keyof Type>]?: never };

declare const absent: unique symbol;

/** A type of which every property can be asked for, also where it may be absent. */
type Readable<Type> = unknown extends Type
  ? Type
  : Type extends Leaf
    ? Type
    : Type extends readonly unknown[]
      ? { [Key in keyof Type]: Readable<Type[Key]> }
      : { [Key in keyof Type]-?: {} extends Pick<Type, Key> ? Readable<Type[Key]> | typeof absent : Readable<Type[Key]> };

/** Holds where whoever relies on \`Wanted\` can be given \`Given\`. */
declare function fits<Given extends Wanted, Wanted>(): void;
`;
