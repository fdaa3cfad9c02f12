// Shows the committed description; a key entered under "Authorize" stays in this tab.
SwaggerUIBundle({ url: '/openapi.json', dom_id: '#swagger-ui', deepLinking: true, docExpansion: 'none' });
