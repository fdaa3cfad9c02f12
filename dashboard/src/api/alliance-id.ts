import { createContext, useContext } from 'react';

/** The alliance that a page is about: every question is put within it. */
export const AllianceIdContext = createContext<string>('');
export const useAllianceId = (): string => useContext(AllianceIdContext);
