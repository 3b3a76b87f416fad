export declare function query(url: string, text: string): Promise<void>;
export declare function createFromTemplate(url: string, name: string): Promise<void>;
export declare function makeTemplate(url: string): Promise<void>;
