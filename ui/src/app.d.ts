/** True in development and in builds made for screenshots: the sheet of parts is then reachable. */
declare const __GALLERY__: boolean;
