import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { queryClient } from './api/query.js';
import { LanguageProvider } from './i18n/language.js';
import { Gate } from './session/gate.js';
import { Toasts } from './ui/toast.js';

const root = document.getElementById('root');
if (!root) throw new Error('the page has no root');
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <LanguageProvider>
        <Gate />
        <Toasts />
      </LanguageProvider>
    </QueryClientProvider>
  </StrictMode>,
);
